"""The values that the stages exchange: frozen, typed, free of behaviour that needs a vendor."""

"""Engines: different ways to assess, plan and answer behind the same small protocols."""

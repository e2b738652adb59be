"""`coach` reads what people write about their own work and answers as an engineering coach would."""

__version__ = "0.1.0"

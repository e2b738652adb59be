"""The engine that asks a language model: findings, plans and answers that refer to what exists, checked in code."""

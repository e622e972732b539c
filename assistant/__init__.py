"""Conversations, decisions, and the faces that people see."""

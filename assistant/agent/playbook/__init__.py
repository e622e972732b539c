"""The built-in model: reads a question by rules, calls the same tools, writes the answer from what they return.

What it knows is data: one play a question type, in `plays/`. It is no language model and never claims to be one.
"""

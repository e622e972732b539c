"""What the books say, and the tools that a model may call on them. Conversations and decisions are in `assistant`."""

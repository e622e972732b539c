"""The agent that answers questions with tools. What people decide is in `assistant.desk`, which this never imports."""

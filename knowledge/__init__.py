"""What the company's policies say, and how texts are compared by meaning. The books are in `tools`."""

"""The pieces of 对比: what is chosen, and what is read of it."""

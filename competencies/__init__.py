"""What should be learned."""

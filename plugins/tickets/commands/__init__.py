"""What people say about tickets, by who says it."""

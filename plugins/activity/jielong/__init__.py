"""接龙 both ways: the text as people paste it and mutate it, what it is evidence for, and the clean text we give back."""

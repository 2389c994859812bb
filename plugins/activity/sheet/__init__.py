"""The attendance sheet: written as Excel, and read again when a leader sends it back filled."""

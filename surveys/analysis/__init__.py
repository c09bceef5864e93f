"""What staff see in the answers: filters, figures, cross-tabs and open answers, out of a columnar copy."""

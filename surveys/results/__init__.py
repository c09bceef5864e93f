"""What the public sees of the answers: tallies in, sentences, bars and dots out."""

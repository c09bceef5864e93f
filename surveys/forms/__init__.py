"""What staff type about a survey. Forms check; services save."""

"""What each report shows, one module or package per report."""

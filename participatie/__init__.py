"""The roof: settings, urls, processes. Imported by nobody."""

"""Ranges: values, formulas, looks, notes, links, filters, rules of the cells."""

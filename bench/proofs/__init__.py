"""Measurements that each prove one promise of the product; no peer takes part."""

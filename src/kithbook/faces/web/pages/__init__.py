"""The pages, a file each: what its module holds is found by its presence."""

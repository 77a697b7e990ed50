"""What tools/import-keys is made of: builds, tree, the two fact readers, fixes."""

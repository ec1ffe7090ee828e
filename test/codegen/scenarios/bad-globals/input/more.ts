interface Hidden {
  name: string;
}

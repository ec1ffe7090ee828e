export interface Lonely {
  name: string;
}

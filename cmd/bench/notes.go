package main

// notes say why a bound that doesn't hold doesn't.
const notes = ``

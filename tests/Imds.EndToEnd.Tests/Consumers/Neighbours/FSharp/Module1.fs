module internal Module1

let size = ""

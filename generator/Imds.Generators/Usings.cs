global using System.Globalization;
global using Imds.Generators.Diagnostics;
global using Imds.Generators.Model;

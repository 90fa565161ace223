global using System.Globalization;
global using Imds.Generators.Diagnostics;
global using Imds.Generators.Primitives;
global using Imds.Generators.Versions;

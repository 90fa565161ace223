global using Imds.Generators.Primitives;

global using Imds.Generators.Model;

using Imds.Site;

// Builds the documentation as a web site: dotnet run --project docs/site [-- FOLDER]
var root = Checkout.Find(AppContext.BaseDirectory);
var folder = Path.GetFullPath(args.Length > 0 ? args[0] : Path.Combine(root, "artifacts", "site"));
var exitCode = await SiteBuild.RunAsync(root, folder, Console.Out);
Console.WriteLine(exitCode == 0 ? $"Open {Path.Combine(folder, "html", "index.html")}" : "The site has faults, see above.");
return exitCode;

using Imds;

Console.WriteLine($"userData {Instance.Parse("""{"compute":{"userData":"abc"}}""").Compute.UserData}");
Console.WriteLine($"osType {typeof(Compute).GetProperty("OsType") is not null}");
Console.WriteLine($"vmSize {typeof(Compute).GetProperty("VmSize") is not null}");

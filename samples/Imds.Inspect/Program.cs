using Imds;

await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = new Uri("http://127.0.0.1:1") });
Console.WriteLine(imds.Instance.Network.Interface[0].Ipv4.IpAddress[0].PublicIpAddress);
Console.WriteLine(Instance.Parse("{\"compute\":{\"name\":\"x\"}}").Compute.Name);

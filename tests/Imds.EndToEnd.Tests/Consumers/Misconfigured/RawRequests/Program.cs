using var http = new HttpClient(new HttpClientHandler { UseProxy = false });
http.DefaultRequestHeaders.Add("Metadata", "true");
Console.WriteLine(await http.GetStringAsync("http://169.254.169.254/metadata/instance/compute/vmSize?api-version=2021-02-01"));
Console.WriteLine(await http.GetStringAsync("http://169.254.169.254/metadata/instance/compute/vmId?api-version=2021-02-01"));

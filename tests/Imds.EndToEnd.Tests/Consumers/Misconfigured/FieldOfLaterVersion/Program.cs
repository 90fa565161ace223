using Imds;

Console.WriteLine(Instance.Empty.Compute.UserData);

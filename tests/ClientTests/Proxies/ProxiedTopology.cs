using System.Globalization;

namespace ClientTests.Proxies;

/// <summary>The topology as docs/reverse-proxies.md sets it behind one front.</summary>
public sealed class ProxiedTopology : Topology
{
    /// <summary>Few, so that a test gets there.</summary>
    public const int FailuresPerAddress = 5;

    protected override void Configure(IDistributedApplicationTestingBuilder builder)
    {
        builder.CreateResourceBuilder<ProjectResource>("ocdav")
            .WithEnvironment("Proxies__Known__0", "127.0.0.1")
            .WithEnvironment("Transfer__PublicDataUrl", "/")
            .WithEnvironment("SignIn__FailuresPerAddress", FailuresPerAddress.ToString(CultureInfo.InvariantCulture));
        builder.CreateResourceBuilder<ProjectResource>("datagateway").WithEnvironment("Proxies__Known__0", "127.0.0.1");
        builder.CreateResourceBuilder<ProjectResource>("dataprovider").WithEnvironment("Tus__PublicDavUrl", "/");
    }
}

/// <summary>One of it for all tests of proxies.</summary>
[CollectionDefinition(Name)]
public sealed class BehindProxies : ICollectionFixture<ProxiedTopology>
{
    public const string Name = "behind proxies";
}

using System.Net;
using Microsoft.Extensions.Options;
using UploadProcessing.ServiceDefaults.Proxies;

namespace UnitTests.Proxies;

public sealed class KnownProxiesTests
{
    [Theory]
    [InlineData("10.0.0.2", "10.0.0.2", true)]
    [InlineData("10.0.0.2", "::ffff:10.0.0.2", true)]
    [InlineData("10.0.0.2", "10.0.0.3", false)]
    [InlineData("10.1.0.0/16", "10.1.255.255", true)]
    [InlineData("10.1.0.0/16", "10.2.0.0", false)]
    [InlineData("10.1.0.1/16", "10.1.255.255", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("2001:db8::/32", "2001:db8:1::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    public void Contains_AnAddress_IsWhatTheConfigurationSays(string known, string address, bool contained)
    {
        var proxies = new KnownProxies(Options.Create(new ProxyOptions { Known = { known } }));

        Assert.Equal(contained, proxies.Contains(IPAddress.Parse(address)));
    }

    [Fact]
    public void Contains_WithoutAConfiguration_IsNobody()
    {
        var proxies = new KnownProxies(Options.Create(new ProxyOptions()));

        Assert.All([IPAddress.Loopback, IPAddress.IPv6Loopback, null], address => Assert.False(proxies.Contains(address)));
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("10.0.0.0/33")]
    [InlineData("")]
    public void Read_WhatIsNeitherAddressNorNetwork_IsNothing(string text) => Assert.Null(KnownProxies.Read(text));
}

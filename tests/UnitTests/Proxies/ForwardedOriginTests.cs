using System.Net;
using UploadProcessing.ServiceDefaults.Proxies;

namespace UnitTests.Proxies;

/// <summary>Whom a request is from, as far as those say who are believed; 10.0.0.1 and 10.0.0.2 are.</summary>
public sealed class ForwardedOriginTests
{
    [Theory]
    [InlineData("10.0.0.1", "for=192.0.2.1;proto=https;host=a.example", "192.0.2.1 https a.example")]
    [InlineData("10.0.0.1", "for=6.6.6.6;proto=ftp, for=192.0.2.1;proto=https", "192.0.2.1 https ")]
    [InlineData("10.0.0.1", "for=192.0.2.1;proto=https, for=10.0.0.2;proto=http", "192.0.2.1 https ")]
    [InlineData("10.0.0.1", "for=192.0.2.1;proto=https;host=a.example, for=10.0.0.2", "192.0.2.1 https a.example")]
    [InlineData("10.0.0.1", "for=192.0.2.1, for=unknown;proto=https", "10.0.0.1 https ")]
    [InlineData("10.0.0.1", "for=10.0.0.2", "10.0.0.2  ")]
    [InlineData("10.0.0.1", "", "10.0.0.1  ")]
    [InlineData("192.0.2.1", "for=6.6.6.6;proto=https;host=a.example", "192.0.2.1  ")]
    public void Of_WhatProxiesSay_IsFollowedToWhoIsNone(string peer, string header, string origin)
    {
        var found = ForwardedOrigin.Of(
            IPAddress.Parse(peer), ForwardedHeader.Parse([header])!, address => address.ToString() is "10.0.0.1" or "10.0.0.2");

        Assert.Equal(origin, $"{found.Address} {found.Proto} {found.Host}");
    }
}

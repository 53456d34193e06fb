using System.Net;
using CsCheck;
using UploadProcessing.Processing.Steps.Webhook;

namespace UnitTests.Processing.Webhook;

/// <summary>Where a webhook may go: to the internet, in whatever form an address of somewhere else is written.</summary>
public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.0")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("100.100.100.200")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.255")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.0.0")]
    [InlineData("192.168.255.255")]
    [InlineData("198.18.0.0")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    public void IPv4_OfSpecialPurpose_IsRefusedInEveryForm(string address)
    {
        var bytes = IPAddress.Parse(address).GetAddressBytes();

        Assert.False(AddressRules.IsPublic(IPAddress.Parse(address)));
        Assert.All(Embedded(bytes), form => Assert.False(AddressRules.IsPublic(form), $"{form}"));
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("168.63.129.15")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("192.0.3.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    public void IPv4_BesideTheSpecialBlocks_IsTaken(string address)
    {
        Assert.True(AddressRules.IsPublic(IPAddress.Parse(address)));
        Assert.True(AddressRules.IsPublic(IPAddress.Parse($"::ffff:{address}")));
        Assert.True(AddressRules.IsPublic(IPAddress.Parse($"64:ff9b::{address}")));
    }

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::2")]
    [InlineData("::1.1.1.1")]               // IPv4-compatible
    [InlineData("::ffff:0:1.1.1.1")]        // IPv4-translated, RFC 2765
    [InlineData("64:ff9b:1::1.1.1.1")]      // NAT64 of a network's own
    [InlineData("64:ff9b:0:0:1::1.1.1.1")]  // beside its prefix
    [InlineData("100::1")]                  // discarded
    [InlineData("1fff:ffff::1")]
    [InlineData("2001::1")]                 // Teredo
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("2001:2::1")]               // benchmarks
    [InlineData("2001:10::1")]              // ORCHID
    [InlineData("2001:20::1")]
    [InlineData("2001:1ff::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:101:101::1")]         // 6to4, of a public address, too
    [InlineData("3fff::1")]
    [InlineData("4000::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("2a00:1450::5efe:8.8.8.8")] // ISATAP
    [InlineData("2a00:1450::200:5efe:8.8.8.8")]
    public void IPv6_OfSpecialPurpose_IsRefused(string address) => Assert.False(AddressRules.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("2001:200::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2001:db7:ffff::1")]
    [InlineData("2001:db9::1")]
    [InlineData("2003::1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:81b::200e")]
    [InlineData("3ffe::1")]
    [InlineData("3fff:1000::1")]
    public void IPv6_OfTheInternet_IsTaken(string address) => Assert.True(AddressRules.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void IPv4_InAnotherForm_IsNeverTakenWhenItIsRefusedItself() => Gen.Byte.Array[4].Sample(bytes =>
    {
        if (!AddressRules.IsPublic(new IPAddress(bytes)))
        {
            Assert.All(Embedded(bytes), form => Assert.False(AddressRules.IsPublic(form), $"{form}"));
        }
    });

    /// <summary>Every form in which IPv6 leads to an IPv4 address.</summary>
    private static IEnumerable<IPAddress> Embedded(byte[] address)
    {
        byte[] at = [0, 0, 0, 0];
        yield return new IPAddress([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, .. address]);
        yield return new IPAddress([0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, .. address]);
        yield return new IPAddress([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. address]);
        yield return new IPAddress([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, .. address]);
        yield return new IPAddress([0, 0x64, 0xFF, 0x9B, 0, 1, 0, 0, 0, 0, 0, 0, .. address]);
        yield return new IPAddress([0x20, 0x02, .. address, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        yield return new IPAddress([0x20, 0x01, 0, 0, .. at, 0, 0, 0xFF, 0xFF, .. address.Select(part => (byte)~part)]);
        yield return new IPAddress([0x20, 0x01, 0, 0, .. address, 0, 0, 0xFF, 0xFF, .. at]);
        yield return new IPAddress([0x2A, 0, 0x14, 0x50, .. at, 0, 0, 0x5E, 0xFE, .. address]);
    }
}

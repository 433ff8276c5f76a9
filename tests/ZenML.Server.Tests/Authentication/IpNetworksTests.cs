using System.Globalization;
using System.Net;
using CsCheck;
using ZenML.Server.Authentication;

namespace ZenML.Server.Tests.Authentication;

/// <summary>The networks that API keys are bound to.</summary>
public sealed class IpNetworksTests
{
    private static readonly IpNetworks Networks = new();

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/8")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/08")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData(" 10.0.0.0/8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/99999999999999999999")]
    [InlineData("10.0.0/8")]
    [InlineData("010.0.0.0/8")]
    [InlineData("0x0a.0.0.0/8")]
    [InlineData("167772160/8")]
    [InlineData("10.0.0.0:80")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("fe80::1%eth0")]
    [InlineData("2001:db8::1/32")]
    [InlineData("::ffff:10.0.0.0/95")]
    [InlineData("localhost")]
    [InlineData("*")]
    public void A_text_that_is_no_network_is_rejected(string text) => Assert.Null(Networks.TryNormalize(text));

    [Fact]
    public void A_network_contains_exactly_the_addresses_with_its_prefix()
    {
        var addresses = Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16]);
        Gen.Select(addresses, Gen.Int[0, 128], addresses, Gen.Int[0, 128], (bytes, bits, other, flip) => (bytes, bits, other, flip))
            .Sample(drawn =>
            {
                var length = Math.Min(drawn.bits, drawn.bytes.Length * 8);
                var network = Mask(drawn.bytes, length);
                if (network.Length == 16 && new IPAddress(network).IsIPv4MappedToIPv6)
                {
                    return;
                }

                var text = string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(network)}/{length}");
                var stored = Networks.TryNormalize(text);
                Assert.NotNull(stored);
                Assert.Equal(stored, Networks.TryNormalize(stored));
                foreach (var candidate in new[] { drawn.bytes, drawn.other, Flip(drawn.bytes, drawn.flip) })
                {
                    var isInside = candidate.Length == network.Length && Mask(candidate, length).SequenceEqual(network);
                    if (candidate.Length == 16 && new IPAddress(candidate).IsIPv4MappedToIPv6)
                    {
                        continue;
                    }

                    Assert.Equal(isInside, Networks.Contains(stored, new IPAddress(candidate).ToString()));
                }
            });
    }

    [Fact]
    public void Any_text_is_either_rejected_or_has_one_form() =>
        Gen.String[Gen.Char["0123456789abcdefx.:/%[] -+\u0660"], 0, 24].Sample(text =>
        {
            if (Networks.TryNormalize(text) is { } stored)
            {
                Assert.Equal(stored, Networks.TryNormalize(stored));
                Assert.True(IPNetwork.TryParse(stored, out _));
                Assert.DoesNotContain(' ', stored);
            }
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("unknown")]
    public void An_unknown_address_is_in_no_network(string? address)
    {
        Assert.False(Networks.Contains("0.0.0.0/0", address));
        Assert.False(Networks.Contains("::/0", address));
    }

    private static byte[] Mask(byte[] bytes, int bits) =>
        [.. bytes.Select((value, index) => (byte)(value & (0xFF00 >> Math.Clamp(bits - (index * 8), 0, 8))))];

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var changed = bytes.ToArray();
        changed[bit / 8 % bytes.Length] ^= (byte)(0x80 >> (bit % 8));
        return changed;
    }
}

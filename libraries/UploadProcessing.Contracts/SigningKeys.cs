using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace UploadProcessing.Contracts;

/// <summary>Symmetric keys with ids: the newest signs, all verify, so that a key can be replaced while tokens made with it are in use.</summary>
internal sealed class SigningKeys
{
    private readonly SymmetricSecurityKey[] _keys;

    public SigningKeys(string current, IEnumerable<string> previous)
    {
        _keys = [.. previous.Prepend(current).Select(Key)];
        Credentials = new SigningCredentials(_keys[0], SecurityAlgorithms.HmacSha256);
    }

    public SigningCredentials Credentials { get; }

    public IEnumerable<SecurityKey> All => _keys;

    // The id is made from the key, so that all services agree on it without configuring it; 32 bits of a hash give nothing away.
    private static SymmetricSecurityKey Key(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return new SymmetricSecurityKey(bytes) { KeyId = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 4)) };
    }
}

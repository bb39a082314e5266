using System.Net;
using System.Security.Cryptography;
using System.Text;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api.Access;

/// <summary>
/// Who may use the API until people have accounts: whoever knows the operator's token (Authorization: Bearer). Without a token only this machine is
/// served. The token is kept as a hash, compared in constant time, and never written anywhere.
/// </summary>
public sealed class OperatorToken
{
    public const string Variable = "KOPEK_OPERATOR_TOKEN";

    /// <summary>The token of gateways that ask for the menus.</summary>
    public const string MenuVariable = "KOPEK_MENU_TOKEN";

    /// <summary>Characters; less can be guessed.</summary>
    public const int Shortest = 16;

    /// <summary>Characters; bounds what is hashed for a stranger.</summary>
    public const int Longest = 256;

    private const string Scheme = "Bearer ";
    private const string BasicScheme = "Basic ";
    private readonly byte[]? hash;
    private readonly string variable;

    private OperatorToken(byte[]? hash, string variable = Variable)
    {
        this.hash = hash;
        this.variable = variable;
    }

    /// <summary>No token: loopback only.</summary>
    public static OperatorToken None { get; } = new(null);

    public bool IsSet => hash is not null;

    /// <summary>From the variable's value; null or empty is <see cref="None"/>. Throws <see cref="ArgumentException"/> on one that is too short.</summary>
    /// <param name="variable">Whose value it is. With <see cref="MenuVariable"/> it may also come as the password of HTTP Basic (RFC 7617): many gateways know no other way.</param>
    public static OperatorToken Of(string? token, string variable = Variable)
    {
        if (string.IsNullOrWhiteSpace(token))
        {
            return None;
        }

        return token.Length is >= Shortest and <= Longest
            ? new OperatorToken(SHA256.HashData(Encoding.UTF8.GetBytes(token)), variable)
            : throw new ArgumentException($"{variable} must have {Shortest} to {Longest} characters. Take a random one, for instance from: openssl rand -hex 32");
    }

    /// <summary>Why the server may not listen on these addresses; null where it may. Without a token only loopback addresses are allowed.</summary>
    public string? RefusalToListen(IEnumerable<string> urls)
    {
        ArgumentNullException.ThrowIfNull(urls);
        return IsSet || urls.All(IsLoopback)
            ? null
            : $"Without {Variable} the API is for this machine only. Set it (16 characters or more), or listen on 127.0.0.1.";
    }

    internal Problem? Refusal(HttpRequest request)
    {
        if (hash is null)
        {
            // A page that a browser on this machine has open may name us by another host (DNS rebinding).
            return IsLocalName(request.Host.Host) ? null : new Problem(ProblemKinds.HostNotLocal, "Ask for 127.0.0.1 or localhost, or set an operator token.");
        }

        var header = request.Headers.Authorization.ToString();
        header = variable == MenuVariable && header.StartsWith(BasicScheme, StringComparison.OrdinalIgnoreCase) ? Scheme + Password(header) : header;
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            request.HttpContext.Response.Headers.WWWAuthenticate = "Bearer realm=\"kopek\"";
            return new Problem(ProblemKinds.TokenMissing, "Send the operator token as Authorization: Bearer TOKEN.");
        }

        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(header.AsSpan(Scheme.Length).Trim(), given);
        if (CryptographicOperations.FixedTimeEquals(given, hash))
        {
            return null;
        }

        request.HttpContext.Response.Headers.WWWAuthenticate = "Bearer realm=\"kopek\", error=\"invalid_token\"";
        return new Problem(ProblemKinds.TokenWrong, $"The token is not the one in {variable} of this server.");
    }

    /// <summary>As <see cref="Refusal"/>, where nobody is refused: for what is open to all and tells the operator more.</summary>
    internal bool Knows(HttpRequest request)
    {
        var isKnown = Refusal(request) is null;
        request.HttpContext.Response.Headers.WWWAuthenticate = default;
        return isKnown;
    }

    /// <summary>What is behind the first colon; empty where it is none.</summary>
    private static string Password(string header)
    {
        Span<byte> bytes = stackalloc byte[Longest * 2];
        if (!Convert.TryFromBase64String(header[BasicScheme.Length..].Trim(), bytes, out var length))
        {
            return "";
        }

        var pair = Encoding.UTF8.GetString(bytes[..length]);
        return pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? pair[(colon + 1)..] : "";
    }

    private static void Hash(ReadOnlySpan<char> token, Span<byte> to)
    {
        Span<byte> bytes = stackalloc byte[Longest * 3];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(token.Length > Longest ? token[..Longest] : token, bytes)], to);
    }

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url.Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var parsed)
        && IsLocalName(parsed.Host);

    private static bool IsLocalName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

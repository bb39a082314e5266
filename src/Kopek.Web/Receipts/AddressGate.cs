using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Receipts;

/// <summary>
/// Lets so many public requests of one address through in a window, a minute unless another is given. An IPv6 address counts by its /64, because whoever has one has all of it. Behind a proxy
/// the host has to restore the addresses (forwarded headers), else all visitors are one.
/// </summary>
internal sealed class AddressGate(int most, TimeSpan? window = null) : IDisposable
{
    private const int BytesOfPrefix = 8;

    private readonly PartitionedRateLimiter<HttpContext> limiter = PartitionedRateLimiter.Create<HttpContext, UInt128>(http =>
        RateLimitPartition.GetFixedWindowLimiter(KeyOf(http.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = most,
            Window = window ?? TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));

    public bool LetsThrough(HttpContext http)
    {
        using var lease = limiter.AttemptAcquire(http);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();

    internal static UInt128 KeyOf(IPAddress? address)
    {
        if (address is null)
        {
            return 0;
        }

        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        var counted = address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? bytes.AsSpan(0, BytesOfPrefix) : bytes;
        UInt128 key = (UInt128)counted.Length << 64;
        foreach (var part in counted)
        {
            key = (key & ((UInt128)0xff << 64)) | ((key & ulong.MaxValue) << 8 & ulong.MaxValue) | part;
        }

        return key;
    }
}

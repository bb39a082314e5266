using System.Net;
using System.Net.Sockets;
using Kopek.Gateways.Messages.Smpp;

namespace Kopek.Gateways.Tests.Messages.Smpp;

/// <summary>An SMS centre that does exactly what a test says, also what no real one would: it takes one connection and the bind.</summary>
internal sealed class ScriptedCentre : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private TcpClient? client;

    public ScriptedCentre() => listener.Start();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The next connection, and its bind answered.</summary>
    public async Task BoundAsync()
    {
        client?.Dispose();
        client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var bind = await NextAsync();
        Assert.Equal(SmppCommand.BindTransceiver, bind.Header.Command);
        await SendAsync(SmppHeader.Pdu(SmppCommand.BindTransceiverResp, 0, bind.Header.Sequence, "centre\0"u8));
    }

    public async Task<SmppPdu> NextAsync()
    {
        var head = new byte[SmppLimits.HeaderBytes];
        await client!.GetStream().ReadExactlyAsync(head, TestContext.Current.CancellationToken);
        Assert.True(SmppHeader.TryRead(head, out var header));
        var body = new byte[header.Length - head.Length];
        await client.GetStream().ReadExactlyAsync(body, TestContext.Current.CancellationToken);
        return new SmppPdu(header, body);
    }

    public Task SendAsync(byte[] octets) => client!.GetStream().WriteAsync(octets, TestContext.Current.CancellationToken).AsTask();

    public async Task AnswerAsync(SmppPdu asked, SmppCommand command, uint status, byte[]? body = null) =>
        await SendAsync(SmppHeader.Pdu(command, status, asked.Header.Sequence, body ?? []));

    public void HangUp() => client!.Close();

    public ValueTask DisposeAsync()
    {
        client?.Dispose();
        listener.Dispose();
        return ValueTask.CompletedTask;
    }
}

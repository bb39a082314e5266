using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Kopek.Gateways.Messages.Smpp;

/// <summary>
/// Answers what holders write to us: one after the other, beside the connection's reading, which must go on. What waits when the server stops is lost, as an
/// unanswered call is; the holder writes again.
/// </summary>
/// <param name="answer">Id, sender and text give the answer, or null for none.</param>
/// <param name="send">To a number, in its parts.</param>
internal sealed class SmsAnswering(Func<string, string, string, Task<string?>> answer, Func<string, string, Task> send, TimeProvider time, ILogger log)
{
    /// <summary>Messages that wait; beyond them the centre is asked to come again.</summary>
    private const int MostWaiting = 200;

    /// <summary>Where a centre passes no reference on, the same text of the same number within so long is the same message, delivered again.</summary>
    private static readonly TimeSpan SameMessage = TimeSpan.FromMinutes(2);

    private readonly Channel<IncomingSms> waiting = Channel.CreateBounded<IncomingSms>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>False where too much waits.</summary>
    public bool Take(IncomingSms message) => waiting.Writer.TryWrite(message);

    /// <summary>Until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var message in waiting.Reader.ReadAllAsync(stopping))
            {
                await AnswerAsync(message);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task AnswerAsync(IncomingSms message)
    {
        try
        {
            if (await answer(Id(message), message.From, message.Text) is { } text)
            {
                await send(message.From, text);
            }
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // Its message could hold a number, so only its kind is told.
            MessageLog.NotAnswered(log, failed.GetType().Name);
        }
    }

    private string Id(IncomingSms message) => message.Reference is { } reference
        ? $"smpp {reference} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(message.Text)).AsSpan(0, 8))}"
        : $"smpp {time.GetUtcNow().Ticks / SameMessage.Ticks} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(message.Text)).AsSpan(0, 8))}";
}

using Kopek.Gateways.Payments;

namespace Kopek.Gateways.Tests.Payments;

public sealed class LimitedExchangeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_waits_goes_on_in_the_pool_and_not_on_the_thread_that_hears_of_the_answer(bool isAnswered)
    {
        using var http = new HttpClient(new LimitedExchange(TimeProvider.System, new OwnThread(isAnswered)));
        Assert.True(await GoesOnInThePoolAsync(http, isAnswered));
    }

    private static async Task<bool> GoesOnInThePoolAsync(HttpClient http, bool isAnswered)
    {
        try
        {
            using var response = await http.GetAsync(new Uri("http://127.0.0.1/"), TestContext.Current.CancellationToken).ConfigureAwait(false);
            Assert.True(isAnswered);
        }
        catch (HttpRequestException)
        {
            Assert.False(isAnswered);
        }

        return Thread.CurrentThread.IsThreadPoolThread;
    }

    /// <summary>Answers on a thread that is not the pool's, as sockets do where their completions run inline.</summary>
    private sealed class OwnThread(bool isAnswered) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new TaskCompletionSource<HttpResponseMessage>();
            new Thread(() =>
            {
                if (isAnswered)
                {
                    answer.SetResult(new HttpResponseMessage { Content = new ByteArrayContent([]) });
                }
                else
                {
                    answer.SetException(new HttpRequestException("gone"));
                }
            }).Start();
            return answer.Task;
        }
    }
}

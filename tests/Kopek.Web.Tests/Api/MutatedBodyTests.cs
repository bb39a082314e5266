using System.Net.Http.Headers;
using System.Text;

namespace Kopek.Web.Tests.Api;

/// <summary>Bodies that were cut, doubled and spoiled: each is a top-up or a refusal, never a failure, and only top-ups move money.</summary>
public sealed class MutatedBodyTests
{
    private const int Bodies = 300;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_spoiled_body_is_refused_or_does_what_it_says(int seed)
    {
        await using var api = await LiveApi.Start();
        var line = await api.Open();
        var random = new Random(seed);
        var paid = 0L;
        for (var count = 0; count < Bodies; count++)
        {
            var answer = await Send(api, line, Spoil(Encoding.UTF8.GetBytes(LiveApi.Amount(50_000)), random));
            Assert.True(answer.Status is 201 or 400 or 413 or 422, $"{answer.Status} {answer.Body}");
            Assert.Equal(answer.Status == 201, answer.Code is null);
            paid += answer.Status == 201 ? answer.Json["amount"]!["value"]!.GetValue<long>() : 0;
        }

        Assert.Equal(paid, await api.Balance(line));
    }

    private static byte[] Spoil(byte[] body, Random random)
    {
        var spoiled = body.ToList();
        for (var times = random.Next(1, 4); times > 0 && spoiled.Count > 0; times--)
        {
            var at = random.Next(spoiled.Count);
            switch (random.Next(5))
            {
                case 0: spoiled[at] = (byte)random.Next(256); break;
                case 1: spoiled.RemoveAt(at); break;
                case 2: spoiled.Insert(at, (byte)"0123456789{}[]\",:.eE- \\u"[random.Next(24)]); break;
                case 3: spoiled.RemoveRange(at, spoiled.Count - at); break;
                default: spoiled.InsertRange(at, spoiled.Skip(random.Next(spoiled.Count)).Take(random.Next(1, 20)).ToList()); break;
            }
        }

        return [.. spoiled];
    }

    private static async Task<Answer> Send(LiveApi api, string line, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{line}/top-ups") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.Of(response);
    }
}

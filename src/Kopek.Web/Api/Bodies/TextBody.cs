using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Kopek.Engine.Orders;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api.Bodies;

/// <summary>The body of a change of a dispute or a ticket: members that are texts, each once, none that is not known here.</summary>
internal static class TextBody
{
    /// <summary>Reads the key and the members. All of <paramref name="required"/> are there and not empty where there is no problem.</summary>
    public static async Task<(Problem? Problem, string Key, Dictionary<string, string> Members)> Read(HttpRequest request, string[] required, string[] optional)
    {
        var problem = IdempotencyKey.Read(request, out var key) ?? RequestBody.WrongHead(request);
        if (problem is not null)
        {
            return (problem, key, []);
        }

        var (tooLarge, bytes) = await RequestBody.Whole(request);
        var members = new Dictionary<string, string>();
        return (tooLarge ?? Members(bytes, required, optional, members), key, members);
    }

    /// <summary>A hash of what is asked for. Kept for ever, so the form may only change together with its version.</summary>
    public static ContentDigest Digest(string route, IReadOnlyDictionary<string, string> members)
    {
        var content = new StringBuilder("1\n").Append(route).Append('\n');
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            content.Append(CultureInfo.InvariantCulture, $"{name}={value.Length}:{value}\n");
        }

        return OrderKey.Digest(content.ToString());
    }

    private static Problem? Members(byte[] bytes, string[] required, string[] optional, Dictionary<string, string> members)
    {
        if (!Utf8.IsValid(bytes))
        {
            return new Problem(ProblemKinds.MalformedJson, "The body is not UTF-8. Send JSON in UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new Problem(ProblemKinds.MalformedJson, "Send one JSON object.");
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (Take(member, required, optional, members) is { } problem)
                {
                    return problem;
                }
            }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return new Problem(ProblemKinds.MalformedJson, "The body is not JSON. Send one JSON object.");
        }

        return required.FirstOrDefault(name => !members.ContainsKey(name)) is { } missing
            ? new Problem(ProblemKinds.MemberMissing, $"This route wants {string.Join(", ", required)}.") { Member = missing }
            : null;
    }

    private static Problem? Take(JsonProperty member, string[] required, string[] optional, Dictionary<string, string> members)
    {
        var name = member.Name;
        if (!required.Contains(name) && !optional.Contains(name))
        {
            return new Problem(ProblemKinds.UnknownMember, $"This route knows only {string.Join(", ", required.Concat(optional))}. Check the spelling; nothing was done.")
            {
                Member = name.Length <= 64 ? name : name[..64],
            };
        }

        if (members.ContainsKey(name))
        {
            return new Problem(ProblemKinds.DuplicateMember, "Which of the two is meant is not to be guessed. Send it once.") { Member = name };
        }

        if (member.Value.ValueKind != JsonValueKind.String || member.Value.GetString() is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return new Problem(ProblemKinds.MemberInvalid, "It is a text that is not empty.") { Member = name };
        }

        members.Add(name, text.Trim());
        return null;
    }
}

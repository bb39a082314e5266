using System.Collections.Frozen;
using Kopek.Core.Notices;
using Kopek.Web.Care.Texts;

namespace Kopek.Web.Care.Help;

/// <summary>
/// Finds topics by words in any of the three languages. Chinese has no spaces: it is looked for by pairs of signs. Other words fit whole, or by their beginning,
/// so that endings do not matter. A word that many topics have says little and counts less.
/// </summary>
internal static class HelpSearch
{
    /// <summary>Shown of a search.</summary>
    public const int MostFound = 10;

    private const int MostTerms = 24;
    private const int InQuestion = 5;
    private const int InWords = 4;
    private const int InAnswer = 1;

    /// <summary>Letters of an ending that are left out, and the fewest that a word is compared by.</summary>
    private const int Ending = 2;
    private const int Stem = 4;

    /// <summary>What scores less than this part of the best is chance.</summary>
    private const int LeastPart = 4;

    private static readonly FrozenDictionary<string, IndexedTopic> index = HelpTopics.Of(NoticeLanguage.English).ToFrozenDictionary(topic => topic.Id, topic => IndexedTopic.Of(topic.Id));

    /// <summary>The best first, in the order of the list where they are equal; at most <see cref="MostFound"/>.</summary>
    public static IReadOnlyList<HelpTopic> Find(NoticeLanguage language, string typed)
    {
        var terms = Terms(Folded.Words(typed)).Distinct().Take(MostTerms).ToList();
        var topics = HelpTopics.Of(language);
        var scores = new int[topics.Count];
        foreach (var term in terms)
        {
            var weights = topics.Select(topic => index[topic.Id].WeightOf(term)).ToList();
            var having = weights.Count(weight => weight > 0);
            for (var place = 0; place < scores.Length; place++)
            {
                // Rare words count more: a hundredth for each topic that has it too.
                scores[place] += having == 0 ? 0 : weights[place] * 100 / having;
            }
        }

        var best = scores.DefaultIfEmpty().Max();
        return [.. topics.Select((topic, place) => (topic, score: scores[place])).Where(one => one.score > 0 && one.score * LeastPart >= best)
            .OrderByDescending(one => one.score).Take(MostFound).Select(one => one.topic)];
    }

    /// <summary>Words between spaces; runs of Chinese as pairs of signs, a sign that stands alone as itself.</summary>
    internal static IEnumerable<string> Terms(string folded)
    {
        foreach (var word in folded.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var begin = 0;
            while (begin < word.Length)
            {
                var end = begin + 1;
                while (end < word.Length && Folded.IsUnspaced(word[end]) == Folded.IsUnspaced(word[begin]))
                {
                    end++;
                }

                var run = word[begin..end];
                foreach (var term in Folded.IsUnspaced(run[0]) && run.Length > 2 ? Enumerable.Range(0, run.Length - 1).Select(place => run.Substring(place, 2)) : [run])
                {
                    yield return term;
                }

                begin = end;
            }
        }
    }

    /// <summary>One topic's words of all languages, folded.</summary>
    private sealed record IndexedTopic(string Question, string Words, string Answer)
    {
        public static IndexedTopic Of(string id)
        {
            var said = Enum.GetValues<NoticeLanguage>().Select(language => HelpTopics.Find(language, id)!).ToList();
            return new IndexedTopic(Join(said.Select(topic => topic.Question)), Join(said.Select(topic => topic.Words)), Join(said.SelectMany(topic => topic.Answer)));
        }

        public int WeightOf(string term) => (Holds(Question, term) ? InQuestion : 0) + (Holds(Words, term) ? InWords : 0) + (Holds(Answer, term) ? InAnswer : 0);

        private static bool Holds(string text, string term)
        {
            if (Folded.IsUnspaced(term[0]))
            {
                return text.Contains(term, StringComparison.Ordinal);
            }

            if (term.Length <= Stem)
            {
                return text.Contains($" {term} ", StringComparison.Ordinal);
            }

            return text.Contains(string.Concat(" ", term.AsSpan(0, Math.Max(Stem, term.Length - Ending))), StringComparison.Ordinal);
        }

        private static string Join(IEnumerable<string> texts) => $" {string.Join(' ', texts.Select(Folded.Words))} ";
    }
}

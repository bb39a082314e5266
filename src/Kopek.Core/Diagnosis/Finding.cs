using Kopek.Core.Plans;

namespace Kopek.Core.Diagnosis;

/// <summary>One cause and what is known of it.</summary>
/// <param name="TopUpHelps">A payment alone ends this cause.</param>
/// <param name="Needed">The least payment that does; zero where money does not help.</param>
public sealed record Finding(Cause Cause, Verdict Verdict, Fix Fix, bool TopUpHelps, Money Needed, IReadOnlyList<Evidence> Evidence)
{
    /// <summary>When it ends by itself; <see cref="Moment.Never"/> where that is not known.</summary>
    public Moment Until { get; init; } = Moment.Never;

    /// <summary>The operator's own words about a shutdown or an outage; null where there are none.</summary>
    public LocalizedText? Note { get; init; }

    /// <summary>It may be why data does not work.</summary>
    public bool IsCause => Verdict is Verdict.Certain or Verdict.Likely;

    public static Finding Certain(Cause cause, Fix fix, params IReadOnlyList<Evidence> evidence) => new(cause, Verdict.Certain, fix, false, Money.Zero, evidence);

    public static Finding Likely(Cause cause, Fix fix, params IReadOnlyList<Evidence> evidence) => new(cause, Verdict.Likely, fix, false, Money.Zero, evidence);

    public static Finding Unknown(Cause cause, params IReadOnlyList<Evidence> evidence) => new(cause, Verdict.Unknown, Fix.None, false, Money.Zero, evidence);

    public static Finding RuledOut(Cause cause, params IReadOnlyList<Evidence> evidence) => new(cause, Verdict.RuledOut, Fix.None, false, Money.Zero, evidence);
}

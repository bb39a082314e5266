namespace Kopek.Core.Planning;

/// <summary>How one path went on a copy of a line.</summary>
internal sealed record TrialResult
{
    /// <summary>When good service ended first; <see cref="Moment.Never"/> where it did not.</summary>
    public Moment EndsAt { get; set; } = Moment.Never;
    public RunOut Why { get; set; }

    /// <summary>The same of those ends that more money might have put off.</summary>
    public Moment MoneyOutAt { get; set; } = Moment.Never;

    /// <summary>When the allowances that serve the place were first used up: then data is slow, costs money or stops.</summary>
    public Moment BundleOutAt { get; set; } = Moment.Never;

    /// <summary>The least free money there was, from the payment on.</summary>
    public Money Lowest { get; set; }

    /// <summary>Free money at the end; never below zero.</summary>
    public Money Left { get; set; }
    public TrialCosts Costs { get; set; } = new();
}

namespace Kopek.Core.Planning;

/// <summary>Which of the choices it is. The API shows the name in snake case.</summary>
public enum ChoiceKind
{
    /// <summary>The money that is there lasts.</summary>
    Nothing,

    /// <summary>For some days, two weeks at most; then more is paid, by what was really used.</summary>
    Stage,

    /// <summary>Enough as things usually go: in half of all cases nothing more is to be paid.</summary>
    Likely,

    /// <summary>Enough in nine cases of ten.</summary>
    Safe,
}

/// <summary>An amount that may be paid now.</summary>
/// <param name="Ends">When good service ends after it.</param>
/// <param name="LeftOver">Free money on leaving, in the middle of the paths.</param>
/// <param name="LeftOverMost">The same in nine cases of ten at most.</param>
/// <param name="Payments">Payments until the last day, this one counted, in the middle of the paths.</param>
public sealed record AmountChoice(ChoiceKind Kind, Money Amount, Band Ends, Money LeftOver, Money LeftOverMost, int Payments, IReadOnlyList<AdviceReason> Reasons, bool IsRecommended);

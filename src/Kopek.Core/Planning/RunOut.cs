namespace Kopek.Core.Planning;

/// <summary>What ends good service. The API shows the name in snake case.</summary>
public enum RunOut
{
    None,

    /// <summary>The fee is due and the money does not cover it: off, slow or by the day, as the plan says.</summary>
    FeeUnpaid,

    /// <summary>Data costs money, and there is none for it.</summary>
    NoMoneyForData,

    /// <summary>All data of the period is used, and money alone brings no more before the next.</summary>
    DataUsedUp,

    /// <summary>The plan is over and does not renew by itself.</summary>
    PlanEnds,

    /// <summary>The line is barred, idle without money, closed, does not work in the country where it is, or is at its holder's cap on roaming.</summary>
    NoService,
}

namespace Kopek.Core.Planning;

/// <summary>What an outlook rests on. The API shows the name in snake case.</summary>
public enum UseBasis
{
    /// <summary>Too few days are known, and nobody said how much will be used: fees only.</summary>
    None,

    /// <summary>Less than two weeks are known: no weekday pattern, and a wide band.</summary>
    ShortHistory,

    /// <summary>The line's own last weeks.</summary>
    History,

    /// <summary>The holder said how much a day.</summary>
    Stated,
}

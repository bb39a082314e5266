namespace Kopek.Core.Roaming;

/// <summary>
/// All versions of the catalogue, by the moment from which each is in force. The first holds from the beginning of
/// time, so that there is always exactly one version.
/// </summary>
public sealed class Catalogue
{
    private readonly CatalogueVersion[] versions;

    /// <summary>Throws <see cref="ArgumentException"/> unless the versions begin at <see cref="Moment.Beginning"/> and strictly ascend.</summary>
    public Catalogue(IReadOnlyList<CatalogueVersion> versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        this.versions = [.. versions];
        if (versions.Count == 0 || versions[0].EffectiveFrom != Moment.Beginning)
        {
            throw new ArgumentException("The first version of a catalogue holds from the beginning of time.", nameof(versions));
        }

        for (var index = 1; index < versions.Count; index++)
        {
            if (versions[index].EffectiveFrom <= versions[index - 1].EffectiveFrom)
            {
                throw new ArgumentException("The versions of a catalogue are sorted, one for each moment.", nameof(versions));
            }
        }
    }

    public IReadOnlyList<CatalogueVersion> Versions => versions;

    /// <summary>The version in force at a moment. Searched from the end: the newest is nearly always the one.</summary>
    public CatalogueVersion At(Moment now)
    {
        var index = versions.Length - 1;
        while (index > 0 && versions[index].EffectiveFrom > now)
        {
            index--;
        }

        return versions[index];
    }

    /// <summary>When the first version after <paramref name="moment"/> comes into force, or <see cref="Moment.Never"/>.</summary>
    public Moment NextChangeAfter(Moment moment)
    {
        foreach (var version in versions)
        {
            if (version.EffectiveFrom > moment)
            {
                return version.EffectiveFrom;
            }
        }

        return Moment.Never;
    }
}

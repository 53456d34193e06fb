namespace Aspire.Hosting;

public static class ParameterResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.Add(name, secret, _ => throw new DistributedApplicationException(
            $"The parameter '{name}' has no value: give one as the configuration key Parameters:{name}."));

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false) =>
        builder.Add(name, secret, _ => valueGetter());

    /// <summary>With <paramref name="persist"/> a generated value is kept in the AppHost's user secrets.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        var parameter = builder.Add(name, secret, given =>
        {
            var generated = given!.GetDefaultValue();
            if (persist)
            {
                UserSecrets.Save(builder.AppHostAssembly, $"Parameters:{name}", generated);
            }

            return generated;
        });
        parameter.Resource.Default = value;
        return parameter;
    }

    private static IResourceBuilder<ParameterResource> Add(
        this IDistributedApplicationBuilder builder, string name, bool secret, Func<ParameterDefault?, string> otherwise) =>
        builder.AddResource(new ParameterResource(name, value => builder.Configuration.GetValue<string>($"Parameters:{name}") ?? otherwise(value), secret));
}

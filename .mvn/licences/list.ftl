<#-- One line a dependency: docs/third-party. Sorted by coordinates, so that a new one is one new line. -->
<#assign lines = [] />
<#list dependencyMap as e>
  <#assign project = e.getKey() />
  <#if project.groupId != "dev.jyro">
    <#assign lines = lines + ["| " + project.groupId + ":" + project.artifactId + " | " + project.version + " | " + e.getValue()?join(", ") + " |"] />
  </#if>
</#list>
| dependency | version | licence |
|---|---|---|
<#list lines?sort as line>
${line}
</#list>
